using Forecast.Core.Market;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Export;

/// <summary>The instruments that an export is asked for.</summary>
internal static class ExportInstruments
{
    /// <summary>Those of which the lake has bars, and a sentence for each symbol of which it has none.</summary>
    public static (IReadOnlyList<LakeInstrument> There, List<string> Missing) Of(Lake lake, ExportRequest request)
    {
        var all = lake.Instruments(request.Interval).Where(i => request.Venue is null || i.Venue == request.Venue).ToArray();
        LakeInstrument[] there = [.. all.Where(i => request.Symbols is null || request.Symbols.Contains(i.Symbol, StringComparer.OrdinalIgnoreCase))];
        var bars = $"bars of {Duration.Format(request.Interval)}{(request.Venue is null ? "" : $" of {request.Venue}")}";
        List<string> missing = request.Symbols is null
            ? all.Length == 0 ? [$"the lake has no {bars}; ingest some, or run a night"] : []
            : [.. request.Symbols.Where(s => !there.Any(i => i.Symbol.Equals(s, StringComparison.OrdinalIgnoreCase))).Select(s => $"{s}: the lake has no {bars} of it")];
        return (there, missing);
    }
}
