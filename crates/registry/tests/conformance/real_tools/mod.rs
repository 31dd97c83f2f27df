//! What is kept is what a real Consul answers, alone and in a cluster.

mod consul;
