"""The components of the design, one small module each. Import the module you need, so that start-up stays short."""
