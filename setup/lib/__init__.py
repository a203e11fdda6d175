"""What setup/demo and setup/test are made of. Only the standard library: a fresh machine has nothing else."""
