"""The commands of `profit`: each module declares its options and runs them."""
