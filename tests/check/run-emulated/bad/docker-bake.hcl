target "app" {
  target = "app"
  platforms = ["linux/amd64", "linux/arm64"]
  args = {
    SOURCE_DATE_EPOCH = "0"
  }
}
