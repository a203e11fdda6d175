from . import segment_file
