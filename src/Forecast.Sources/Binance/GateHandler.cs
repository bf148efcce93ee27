namespace Forecast.Sources;

/// <summary>Sends each attempt of a request through the gate of its host, repetitions too.</summary>
internal sealed class GateHandler(RequestGate gate) : DelegatingHandler
{
    /// <summary>What the request counts against the venue's limit; 1 where it does not say.</summary>
    public static readonly HttpRequestOptionsKey<int> Weight = new("weight");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await gate.Enter(request.Options.TryGetValue(Weight, out var weight) ? weight : 1, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        gate.Observe(response);
        return response;
    }
}
