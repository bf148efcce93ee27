# Times tseries::garch on the series named, one per line of standard input; prints microseconds per fit, the best of five.
suppressMessages(library(tseries))
input <- file("stdin", "r")
while (length(path <- readLines(input, n = 1)) > 0) {
  y <- scan(path, quiet = TRUE)
  y <- y - mean(y)
  times <- replicate(5, {
    start <- Sys.time()
    garch(y, order = c(1, 1), trace = FALSE)
    as.numeric(Sys.time() - start, units = "secs")
  })
  cat(min(times) * 1e6, "\n", sep = "")
  flush(stdout())
}
