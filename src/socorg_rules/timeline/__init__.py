"""When answers change by the mere passing of time: the days to look at, and what is said from each of them on."""
