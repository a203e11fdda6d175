from . import (
    test_activity_chance,
    test_activity_inbound,
    test_activity_log,
    test_activity_merge,
    test_activity_next,
    test_activity_partner,
    test_activity_refused,
    test_activity_result,
    test_activity_tours,
    test_activity_trace,
    test_activity_visit,
    test_agenda_access,
    test_agenda_actions,
    test_agenda_days,
    test_agenda_filters,
    test_agenda_move,
    test_agenda_rows,
    test_agenda_search,
    test_agenda_tour,
    test_billing_year,
    test_completion_census,
    test_completion_census_again,
    test_completion_census_answer,
    test_completion_dirty_base,
    test_completion_night,
    test_completion_night_left,
    test_completion_proposal,
    test_completion_several,
    test_completion_shared,
    test_completion_shown,
    test_completion_undo_all,
    test_demo_world,
    test_enrichment_census,
    test_enrichment_company,
    test_enrichment_derived,
    test_enrichment_garbage,
    test_enrichment_job,
    test_enrichment_proposal,
    test_enrichment_shown,
    test_enrichment_tour,
    test_enrichment_undo,
    test_enrichment_write,
    test_guide_page,
    test_guide_tour,
    test_identity_cases,
    test_identity_cleaning,
    test_identity_conversion,
    test_identity_core_paths,
    test_identity_documents,
    test_identity_entry,
    test_identity_family,
    test_identity_former,
    test_identity_lead,
    test_identity_merge,
    test_identity_performance,
    test_identity_policy,
    test_identity_portal,
    test_identity_precompute,
    test_identity_queue,
    test_identity_search,
    test_identity_shown,
    test_identity_unique,
    test_lifecycle_calls,
    test_lifecycle_habits,
    test_lifecycle_job,
    test_lifecycle_mail,
    test_lifecycle_override,
    test_lifecycle_priority,
    test_lifecycle_qualification,
    test_lifecycle_shown,
    test_lifecycle_temperature,
    test_lifecycle_tour,
    test_matching_calibration,
    test_matching_changes,
    test_matching_doubt,
    test_matching_leads,
    test_matching_pairs,
    test_matching_review,
    test_matching_review_lead,
    test_matching_review_shown,
    test_matching_review_tour,
    test_matching_typed,
    test_matching_typed_tour,
    test_merge_active,
    test_merge_after,
    test_merge_hindrance,
    test_merge_join,
    test_merge_kept,
    test_merge_lead,
    test_merge_property,
    test_merge_undo,
    test_merge_undo_later,
    test_merge_user,
    test_merge_values,
    test_need_access,
    test_need_information,
    test_need_life,
    test_need_opportunity,
    test_need_reminder,
    test_need_tour,
    test_pipeline_assignment,
    test_pipeline_client,
    test_pipeline_closing,
    test_pipeline_conversion,
    test_pipeline_from_web_to_client,
    test_pipeline_implementation,
    test_pipeline_loss_form,
    test_pipeline_playbook,
    test_pipeline_protocol,
    test_pipeline_protocol_done,
    test_pipeline_protocol_several,
    test_pipeline_put_away,
    test_pipeline_qualification,
    test_pipeline_quotation,
    test_pipeline_remote,
    test_pipeline_result_stage,
    test_pipeline_rules_queries,
    test_pipeline_rules_tour,
    test_pipeline_scoring,
    test_pipeline_settings,
    test_pipeline_snooze,
    test_pipeline_spam,
    test_pipeline_stages,
    test_pipeline_tour,
)
from . import test_catalan
from . import test_privacy_balancing
from . import test_privacy_consent
from . import test_privacy_gate
from . import test_privacy_my_mailings
from . import test_privacy_notice
from . import test_privacy_opposition
from . import test_privacy_robinson
from . import test_privacy_tour
from . import test_privacy_ways_out
from . import test_privacy_world
from . import test_campaign_access
from . import test_campaign_action
from . import test_campaign_escape
from . import test_campaign_merge
from . import test_campaign_review
from . import test_campaign_targets
from . import test_campaign_tour
from . import test_census
from . import (
    test_segmentation_activity,
    test_segmentation_figures,
    test_segmentation_place,
    test_segmentation_structure,
    test_segmentation_tour,
)
from . import test_results
from . import test_relation
from . import test_relation_access
from . import test_relation_merge
from . import test_person
from . import test_person_access
from . import test_person_merge
from . import test_person_origin
from . import test_relation_tour
from . import test_quality
from . import test_quality_access
from . import test_quality_review
from . import test_quality_tour
from . import (
    test_segment_access,
    test_segment_definition,
    test_segment_members,
    test_segment_merge,
    test_segment_personal,
    test_segment_tour,
    test_segment_use,
)
from . import test_registry_access
from . import test_registry_day
from . import test_registry_match
from . import test_registry_official
from . import test_registry_tell
from . import test_registry_tour
from . import test_feeding_job, test_feeding_profile, test_feeding_scope, test_feeding_tour
from . import test_response_lead, test_response_merge, test_response_once, test_response_record
from . import test_response_opposition
from . import test_calling_attendance, test_calling_result, test_calling_tour, test_calling_turn
from . import test_mailing_send
from . import test_recipient_access, test_recipient_addressee, test_recipient_freeze, test_recipient_later
from . import test_recipient_excluded
from . import test_recipient_tour
from . import test_post_blocked
from . import test_post_letter
from . import test_post_run
from . import test_rights_around
from . import test_rights_action, test_rights_block, test_rights_destroy, test_rights_hidden, test_rights_page
from . import test_rights_access
from . import test_rights_listed
from . import test_rights_minutes
from . import test_rights_page_done, test_rights_request, test_rights_retention, test_rights_tour
from . import test_rights_running
from . import test_dossier_seal
from . import test_dossier_blocked
from . import test_dossier_erase
from . import test_dossier_holds
from . import test_dossier_papers
from . import test_interview
from . import test_mailing_escape
from . import test_mailing_by_hand
from . import test_mailing_follow
from . import test_mailing_write
from . import test_mailing_law
from . import test_mailing_outside
from . import test_mailing_progress
from . import test_post_tour
from . import test_mailing_tour
from . import test_unchanged
from . import test_engagement_change, test_engagement_clauses, test_engagement_guard, test_engagement_portal
from . import test_engagement_merge, test_engagement_required
from . import test_engagement_sign, test_engagement_tour
