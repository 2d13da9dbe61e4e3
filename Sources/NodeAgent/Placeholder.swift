enum NodeAgentPlaceholder {}
