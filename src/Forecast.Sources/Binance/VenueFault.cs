using System.Globalization;
using System.Text;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Forecast.Sources;

/// <summary>What a failed request means, in words.</summary>
internal static class VenueFault
{
    /// <summary>The remedy where the request itself is wrong: asking again does not help, and neither does asking for the next day.</summary>
    public const string WrongRequest = "check symbol, product and interval";

    private const string Again = "run it again later; what is complete is not downloaded again";

    /// <summary>Null where the exception is not about the network.</summary>
    public static InputError? Of(Exception e, string where, VenueLimits limits) => e switch
    {
        TimeoutRejectedException => new InputError(string.Create(CultureInfo.InvariantCulture, $"no answer within {limits.Attempt.TotalSeconds:0.#} s, {limits.Retries + 1} times"), where, Again),
        BrokenCircuitException => new InputError("the server failed too often of late, so it is left alone for a while", where, Again),
        VenueClosedException closed => new InputError(closed.Message, where, "run it again then; what is complete is not downloaded again"),
        HttpRequestException { StatusCode: null } => new InputError($"the server cannot be reached ({e.Message})", where, "see to the network, and run it again"),
        IOException => new InputError($"the answer broke off or stood still, {limits.BodyRetries + 1} times ({e.Message})", where, Again),
        _ => null,
    };

    /// <summary>An answer that says no.</summary>
    public static InputError Refused(HttpResponseMessage response, byte[] body, string where)
    {
        var status = (int)response.StatusCode;
        var said = Said(body) is { } text ? $": {text}" : "";
        return new InputError(string.Create(CultureInfo.InvariantCulture, $"the server answers {status}{said}"), where, status switch
        {
            451 or 403 => "the venue does not serve its API to this place; leave out the days that only the API has, or give a mirror with --api-url",
            >= 300 and < 400 => "it points elsewhere, which is not followed; give the right address with --archive-url or --api-url",
            400 => WrongRequest,
            429 or 418 or >= 500 => Again,
            _ => "see what the server says",
        });
    }

    /// <summary>Refuses a page where something else was asked for.</summary>
    public static void RequireNoPage(ReadOnlySpan<byte> body, string wanted, string where)
    {
        var start = body.TrimStart(" \t\r\n\uFEFF"u8);
        if (start is [(byte)'<', ..]) throw new InputException($"the answer is a web page (HTML or XML) and not {wanted}", where, "a proxy, a log-in page or an outage stands in between; open the address in a browser");
    }

    private static string? Said(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("msg", out var message) ? Plain(message.ToString()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Plain(string text) => new StringBuilder(200).Append([.. text.Where(c => !char.IsControl(c)).Take(200)]).ToString();
}
