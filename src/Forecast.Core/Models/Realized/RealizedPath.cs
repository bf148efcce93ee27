namespace Forecast.Core.Models;

/// <summary>A simulated path of returns with a realised measure beside them; all three of one length.</summary>
/// <param name="Returns">r_t.</param>
/// <param name="Realized">The realised measure of each step, a variance.</param>
/// <param name="Variances">The conditional variance of each return.</param>
public sealed record RealizedPath(double[] Returns, double[] Realized, double[] Variances);
