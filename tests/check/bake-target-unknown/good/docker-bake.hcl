variable "HUB" {
  default = "docker.io/library"
}

target "app" {
  target = "app"
  args = {
    SOURCE_DATE_EPOCH = "0"
  }
}
