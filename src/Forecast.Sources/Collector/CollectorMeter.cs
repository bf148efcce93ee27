using System.Diagnostics.Metrics;

namespace Forecast.Sources;

/// <summary>The collector's measurements, for whoever listens to the meter <c>Forecast.Collector</c>.</summary>
public static class CollectorMeter
{
    private static readonly Meter Meter = new("Forecast.Collector");

    /// <summary>Messages that came.</summary>
    internal static readonly Counter<long> Messages = Meter.CreateCounter<long>("forecast.collector.messages", "{message}", "Messages that came");

    internal static readonly Counter<long> Refused = Meter.CreateCounter<long>("forecast.collector.refused", "{message}", "Messages that could not be used");

    internal static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("forecast.collector.duplicates", "{message}", "Messages that came before");

    internal static readonly Counter<long> Gaps = Meter.CreateCounter<long>("forecast.collector.gaps", "{gap}", "Gaps that were recorded");

    internal static readonly Counter<long> Resyncs = Meter.CreateCounter<long>("forecast.collector.resyncs", "{resync}", "Snapshots that made a broken book whole again");

    internal static readonly Counter<long> Connections = Meter.CreateCounter<long>("forecast.collector.connections", "{connection}", "Connections that were made");

    internal static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("forecast.collector.lag", "s", "From the venue's stamp to the recorder's");

    /// <summary>Rows that wait to be written.</summary>
    public static readonly Gauge<long> Queue = Meter.CreateGauge<long>("forecast.collector.queue", "{row}", "Rows that wait to be written");

    /// <summary>How long a batch took to write.</summary>
    public static readonly Histogram<double> Flush = Meter.CreateHistogram<double>("forecast.collector.flush", "s", "How long a batch took to write");
}
