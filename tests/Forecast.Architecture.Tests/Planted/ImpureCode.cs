namespace Forecast.ArchitectureTests.Planted;

/// <summary>Everything that Core must not do; never called.</summary>
internal static class ImpureCode
{
#pragma warning disable RS0030 // the banned calls are the planted faults
    public static async Task<string> Everything(HttpClient client)
    {
        await Task.Yield();
        var drawn = new Random().Next() + Random.Shared.Next();
        return $"{DateTime.Now}{DateTime.UtcNow}{DateTimeOffset.UtcNow}{Guid.NewGuid()}{drawn}" + File.ReadAllText("x") + await client.GetStringAsync("http://127.0.0.1/");
    }
#pragma warning restore RS0030
}
