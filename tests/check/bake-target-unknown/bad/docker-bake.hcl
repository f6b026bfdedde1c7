variable "HUB" {
  default = "docker.io/library"
}

target "app" {
  target = "ap"
  args = {
    SOURCE_DATE_EPOCH = "0"
  }
}
