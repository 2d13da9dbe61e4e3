enum ProcessControlPlaceholder {}
