"""What could stand in our place, installed apart into ``build/peers`` (``make peers``) and measured in the same runs."""
