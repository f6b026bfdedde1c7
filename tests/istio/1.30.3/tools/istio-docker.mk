# The images are planned in tools/docker.yaml; this file only starts the program that reads it.

docker:
	./tools/docker
