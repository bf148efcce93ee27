using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Forecast.Storage.Db;

/// <summary>
/// Reads <c>postgres://user:password@host:port/database?host=/socket/folder&amp;sslmode=require</c>. No message repeats the text, as it may hold a password.
/// </summary>
internal static partial class PostgresUrl
{
    public static bool Matches(string text) => Scheme().IsMatch(text);

    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        var match = Shape().Match(url);
        if (!match.Success) throw Refused("it is not of that form; write characters like @ : / in a password as %40 %3A %2F");
        var settings = new NpgsqlConnectionStringBuilder { ApplicationName = "forecast" };
        if (Part("host") is { } host) settings.Host = host.Trim('[', ']');
        if (Part("port") is { } port) settings.Port = Port(port);
        if (Part("user") is { } user) settings.Username = user;
        if (Part("password") is { } password) settings.Password = password;
        foreach (var option in match.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries)) Apply(settings, option);
        settings.Database = Part("database") ?? throw Refused("it names no database");
        if (string.IsNullOrEmpty(settings.Host)) throw Refused("it names no host; for a socket add ?host=/folder");
        return settings;

        string? Part(string name) => match.Groups[name].Value is { Length: > 0 } value ? Uri.UnescapeDataString(value) : null;
    }

    private static void Apply(NpgsqlConnectionStringBuilder settings, string option)
    {
        var (name, value) = option.Split('=', 2) is [var left, var right] ? (left, Uri.UnescapeDataString(right)) : (option, "");
        switch (name)
        {
            case "host": settings.Host = value; break;
            case "port": settings.Port = Port(value); break;
            case "user": settings.Username = value; break;
            case "password": settings.Password = value; break;
            case "sslmode": settings.SslMode = Enum.TryParse<SslMode>(value.Replace("-", ""), true, out var mode) ? mode : throw Refused("its sslmode is none of disable, allow, prefer, require, verify-ca, verify-full"); break;
            default: throw Refused($"its option '{name}' is none of host, port, user, password, sslmode");
        }
    }

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : throw Refused("its port is not a number from 1 to 65535");

    private static FormatException Refused(string why) => new($"the database URL is refused: {why}. The form is postgres://user:password@host:port/database?host=/socket/folder&sslmode=require");

    [GeneratedRegex("^postgres(ql)?://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<host>\[[^\]]+\]|[^:@/?]*)(?::(?<port>\d+))?(?:/(?<database>[^/?]*))?(?:\?(?<query>.*))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
