enum KubeControllersPlaceholder {}
