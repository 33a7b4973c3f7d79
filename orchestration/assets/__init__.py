"""The asset graph: drop, landing, staging, intermediate, marts, published."""
