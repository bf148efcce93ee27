namespace Forecast.Sources;

/// <summary>Where archive and API are: the venue's own, or mirrors of them. Nothing else is ever asked, and redirects are not followed.</summary>
/// <param name="Archive">Base address of the archive.</param>
/// <param name="Api">Base address of the REST API of all products; null for each product's own.</param>
public sealed record BinanceAddresses(Uri Archive, Uri? Api)
{
    private static readonly Uri Own = new("https://data.binance.vision");

    /// <summary>From what a user wrote; null means the venue's own.</summary>
    /// <exception cref="InputException">Not an address, or one where others could read and change what comes.</exception>
    public static BinanceAddresses Parse(string? archive, string? api) =>
        new(archive is null ? Own : Address("--archive-url", archive), api is null ? null : Address("--api-url", api));

    public Uri ApiOf(BinanceProduct product) => Api ?? product.ApiHost;

    private static Uri Address(string option, string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length > 0
            ? throw new InputException($"'{text}' is not an address", option, "write https://host, with a path if need be")
            : uri.Scheme == "https" || uri.IsLoopback ? uri : throw new InputException($"'{text}' is not encrypted", option, "use https; http is for this machine alone");
}
