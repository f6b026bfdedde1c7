// Command istioctl stands for the operator's tool. It embeds the charts, whose hub and tag a release rewrites.
package main

import (
	"istio.io/istio/manifests"
	"istio.io/istio/pkg/command"
)

func main() {
	values, err := manifests.Files.ReadFile("charts/istiod/values.yaml")
	if err != nil {
		panic(err)
	}
	command.Run("istioctl", map[string]string{"manifest": string(values)})
}
