"""What brings docintel onto other machines: the offline bundle, the units, the container file."""
