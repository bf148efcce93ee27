using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Forecast.Core.Measures;

/// <summary>
/// The instruments of one market, measured together, so that models can learn from all of them and see what they have in common.
/// <para>A forecast from a panel depends on who is in it: the same members must be put together wherever a forecast is to be the same. Nothing of a member after an instant is read for a forecast at that instant.</para>
/// </summary>
public sealed class HourlyPanel
{
    private readonly ConcurrentDictionary<object, Lazy<object>> _kept = new();
    private readonly Lazy<BarChain[]> _chains;

    internal HourlyPanel(params IReadOnlyList<HourlySeries> members)
    {
        Members = members;
        _chains = new(() => [.. members.AsParallel().AsOrdered().SelectMany(m => m.Past is { } past ? new[] { new BarChain(m.Bars), new BarChain(past) } : [new BarChain(m.Bars)])]);
    }

    /// <summary>The series, by symbol.</summary>
    public IReadOnlyList<HourlySeries> Members { get; }

    /// <summary>Puts series together; each can be in one panel only.</summary>
    /// <exception cref="InvalidOperationException">One is in a panel already.</exception>
    public static HourlyPanel Of(IEnumerable<HourlySeries> series)
    {
        var panel = new HourlyPanel([.. series.OrderBy(s => s.Symbol, StringComparer.Ordinal)]);
        foreach (var member in panel.Members) member.Panel = panel;
        return panel;
    }

    /// <summary>The identity of every bar of every member that is over at <paramref name="instant"/>, Unix microseconds: two panels with one digest know the same then.</summary>
    public string Digest(long instant) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _chains.Value.Select(c => c.Until(instant)).OfType<string>()))));

    /// <summary>What was made of the panel for <paramref name="key"/>: made once, by the first who asks; where he was stopped, by the next under his own token.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    internal T Kept<T>(object key, Func<HourlyPanel, T> make, CancellationToken stop = default) where T : class
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var kept = _kept.GetOrAdd(key, _ => new Lazy<object>(() => make(this)));
            try
            {
                return (T)kept.Value;
            }
            catch (Exception e)
            {
                _kept.TryRemove(new KeyValuePair<object, Lazy<object>>(key, kept));
                if (e is not OperationCanceledException || stop.IsCancellationRequested) throw;
            }
        }
    }
}
