using System.Text.Json;
using Forecast.Core.Market;
using Forecast.Core.Models;

namespace Forecast.Storage.Artifacts;

/// <summary>
/// A fitted model as canonical JSON: fixed order of fields, numbers in their shortest form that reads back to the same bits; so equal models give equal bytes.
/// <code>{"format":1,"model":"log-har","horizon":"1d","origin":"2024-01-01T00:00:00Z","observations":700,"status":"converged","parameters":[{"name":"c","value":-0.5}]}</code>
/// </summary>
public static class FittedModelJson
{
    private const int Format = 1;

    /// <exception cref="ArgumentException">A parameter is not finite, the horizon is no whole number of minutes, or the model has an ensemble, which <see cref="FittedModelArtifact"/> keeps.</exception>
    public static byte[] Write(FittedModel model)
    {
        if (model.Ensemble is not null) throw new ArgumentException($"model {model.ModelId} has an ensemble, which JSON does not hold; write it as an artifact", nameof(model));
        var horizon = Duration.Format(model.Horizon);
        if (!Duration.TryParse(horizon, out var spelled) || spelled != model.Horizon) throw new ArgumentException($"model {model.ModelId} has the horizon {model.Horizon}; it must be a whole number of minutes", nameof(model));
        if (model.Parameters.FirstOrDefault(p => !double.IsFinite(p.Value)) is { } bad) throw new ArgumentException($"parameter {bad.Name} of model {model.ModelId} is {bad.Value}; it must be finite", nameof(model));
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("model", model.ModelId);
            json.WriteString("horizon", horizon);
            json.WriteString("origin", Instant.Format(model.Origin));
            json.WriteNumber("observations", model.Observations);
            json.WriteString("status", Spelling(model.Status));
            json.WriteStartArray("parameters");
            foreach (var (name, value) in model.Parameters)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteNumber("value", value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <exception cref="FormatException">The text is not of that form, or was written by another version; the message says which.</exception>
    public static FittedModel Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var json = document.RootElement;
            var format = json.GetProperty("format").GetInt32();
            if (format != Format) throw new FormatException($"it has format {format} and this program reads format {Format}; use the program that wrote it, or fit the model again");
            return new FittedModel(
                Field(json, "model"), Duration.Parse(Field(json, "horizon")), Instant.Parse(Field(json, "origin")), json.GetProperty("observations").GetInt32(), Status(Field(json, "status")),
                [.. json.GetProperty("parameters").EnumerateArray().Select(p => new Parameter(Field(p, "name"), Finite(p.GetProperty("value").GetDouble())))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new FormatException($"a fitted model cannot be read: {e.Message}", e);
        }
    }

    private static string Spelling(FitStatus status) => status switch
    {
        FitStatus.Converged => "converged",
        FitStatus.Boundary => "boundary",
        FitStatus.IterationLimit => "iteration-limit",
        _ => throw new ArgumentException($"a fitted model's status cannot be {status}", nameof(status)),
    };

    private static FitStatus Status(string text) => text switch
    {
        "converged" => FitStatus.Converged,
        "boundary" => FitStatus.Boundary,
        "iteration-limit" => FitStatus.IterationLimit,
        _ => throw new FormatException($"'{text}' is no status of a fitted model"),
    };

    private static string Field(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static double Finite(double value) => double.IsFinite(value) ? value : throw new FormatException("a parameter is not finite");
}
