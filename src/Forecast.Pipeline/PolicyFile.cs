using Forecast.Core.Margin;

namespace Forecast.Pipeline;

/// <summary>Reads the margin policy (<c>data/policy.json</c>) strictly.</summary>
public static class PolicyFile
{
    /// <summary>The policy.</summary>
    /// <exception cref="InvalidDataException">It is not one, or it contradicts itself; the message names the file and every fault.</exception>
    public static MarginPolicy Read(string path) => SettingsFile.Read<MarginPolicy>(path, p => p.Faults());
}
