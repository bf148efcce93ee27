# Fits series with tseries and fGarch. Says which of the two there are; then a line of input is a task, how often it is to be repeated, and a file of returns; the answer is the best time in microseconds
# and the numbers found.
packages <- Filter(function(p) suppressWarnings(suppressMessages(requireNamespace(p, quietly = TRUE))), c("tseries", "fGarch"))
cat(packages, "\n")
flush(stdout())

# The last conditional variance of returns w, from the mean of their squares.
last_variance <- function(w, p) {
  level <- mean(w^2)
  tail(as.numeric(stats::filter(p[1] + p[2] * c(level, w[-length(w)]^2), p[3], method = "recursive", init = level)), 1)
}

tasks <- list(
  # Zero mean, on the returns less their mean: omega, alpha, beta.
  tseries = function(y) tseries::garch(y - mean(y), order = c(1, 1), trace = FALSE)$coef,
  # mu, omega, alpha, beta and the log-likelihood.
  fgarch = function(y) {
    fit <- fGarch::garchFit(~ garch(1, 1), data = y, trace = FALSE)
    c(fit@fit$coef, -fit@fit$llh)
  },
  # GJR with Student's t, as the asymmetric power model with power 2: alpha and gamma of GJR are alpha1 (1 - gamma1)^2 and 4 alpha1 gamma1. mu, omega, alpha, gamma, beta, degrees of freedom, log-likelihood.
  gjrt = function(y) {
    fit <- fGarch::garchFit(~ aparch(1, 1), data = y, delta = 2, include.delta = FALSE, cond.dist = "std", trace = FALSE)
    p <- fit@fit$coef
    c(p["mu"], p["omega"], p["alpha1"] * (1 - p["gamma1"])^2, 4 * p["alpha1"] * p["gamma1"], p["beta1"], p["shape"], -fit@fit$llh)
  },
  # The next variance of every window of 1000 but one that would end with the last return.
  roll = function(y) sapply(seq_len(length(y) - 1000), function(j) {
    w <- y[j:(j + 999)]
    w <- w - mean(w)
    p <- tseries::garch(w, order = c(1, 1), trace = FALSE)$coef
    p[1] + p[2] * w[1000]^2 + p[3] * last_variance(w, p)
  }))

input <- file("stdin", "r")
while (length(line <- readLines(input, n = 1)) > 0) {
  words <- strsplit(line, " ")[[1]]
  y <- scan(words[3], quiet = TRUE)
  best <- Inf
  for (i in seq_len(as.integer(words[2]))) {
    start <- Sys.time()
    found <- suppressWarnings(tasks[[words[1]]](y))
    best <- min(best, as.numeric(Sys.time() - start, units = "secs"))
  }
  cat(best * 1e6, sprintf("%.17g", found), "\n")
  flush(stdout())
}
