//go:build agent

package bootstrap

// Flavour tells whether the build tags of the agent were given.
const Flavour = "agent"
