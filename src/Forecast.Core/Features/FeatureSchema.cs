using System.Security.Cryptography;
using System.Text;

namespace Forecast.Core.Features;

/// <summary>
/// What the columns of a frame are, by name and version. A model keeps the hash of the schema that it was trained on and refuses any other: a column that means something else under
/// the same name would go unnoticed.
/// </summary>
public sealed class FeatureSchema
{
    /// <param name="name">Of the set of features.</param>
    /// <param name="version">Rises by one whenever a column is added, taken away, moved or means something else.</param>
    /// <param name="columns">Name, unit and description of each column, in order.</param>
    public FeatureSchema(string name, int version, IReadOnlyList<(string Name, string Unit, string Description)> columns)
    {
        if (columns.Count == 0) throw new ArgumentException("a schema needs a column", nameof(columns));
        if (columns.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new ArgumentException($"two columns are called {twice.Key}", nameof(columns));
        (Name, Version, Columns) = (name, version, columns);
        // Lengths keep texts apart that would run into each other.
        var text = string.Concat(columns.SelectMany(c => new[] { c.Name, c.Unit, c.Description }).Prepend(name).Select(t => $"{t.Length}:{t}\n")) + version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public string Name { get; }

    public int Version { get; }

    public IReadOnlyList<(string Name, string Unit, string Description)> Columns { get; }

    /// <summary>SHA-256 of name, version and every column's name, unit and description, 64 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Throws unless <paramref name="hash"/> is this schema's.</summary>
    /// <exception cref="ArgumentException">It is that of other columns.</exception>
    public void Require(string hash)
    {
        if (hash != Hash) throw new ArgumentException($"the columns have schema {hash}, and {Name} version {Version} is {Hash}; make the features again, or train the model again", nameof(hash));
    }
}
