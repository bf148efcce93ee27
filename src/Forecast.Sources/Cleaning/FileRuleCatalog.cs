namespace Forecast.Sources;

/// <summary>Why a file is refused as a whole. The refusal itself says where and what to do.</summary>
public static class FileRuleCatalog
{
    public static IReadOnlyList<CleaningRule> All { get; } =
    [
        Refuse("damaged-archive", "a gzip or zip that is cut, or whose checksum or length does not agree with its content", "what can be read of it may end anywhere"),
        Refuse("decompression-bomb", "a file that expands more than prices can, or beyond the limit of size", "it would fill memory or disk"),
        Refuse("wrong-checksum", "a file whose SHA-256 is not that of the .CHECKSUM beside it", "one of the two is not what the venue published; it is read only with a stated reason"),
        Refuse("not-text", "UTF-16, or a file without text", "no row of it can be told"),
        Refuse("missing-column", "a header without a column that is needed", "a value is not to be taken from a guess"),
        Refuse("other-interval", "bars of another interval than asked for", "every return would be of another length"),
        Refuse("mostly-bad", "more than a fifth of the rows bad, plain repetitions left out, or more than 100 000", "what is left is no sample of the market"),
        Refuse("ahead-of-clock", "a last bar that ends after the present", "a bar that is not over cannot be known: the file's times are wrong"),
    ];

    private static CleaningRule Refuse(string id, string what, string why) => new(id, what, why, RuleSeverity.Refuse);
}
