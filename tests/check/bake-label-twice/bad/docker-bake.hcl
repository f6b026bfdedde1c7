target "app" {
  target = "app"
  labels = {
    "org.opencontainers.image.title" = "app"
  }
  args = {
    SOURCE_DATE_EPOCH = "0"
  }
}
