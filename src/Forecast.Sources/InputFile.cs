namespace Forecast.Sources;

/// <summary>The file that was read: its path as given and the SHA-256 of its bytes, in lower-case hexadecimal.</summary>
public sealed record InputFile(string Path, string Sha256);
