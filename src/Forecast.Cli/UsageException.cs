namespace Forecast.Cli;

/// <summary>The command line asks for something that cannot be; the message says what and what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
