"""Engines that run plans; none imports another."""
