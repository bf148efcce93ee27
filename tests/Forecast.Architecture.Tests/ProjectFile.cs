using System.Xml.Linq;

namespace Forecast.ArchitectureTests;

/// <summary>What a project file asks for.</summary>
public sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public static ProjectFile Parse(string name, string xml)
    {
        var items = XDocument.Parse(xml).Descendants().ToArray();
        string[] Includes(string element) => [.. items.Where(e => e.Name.LocalName == element).Select(e => e.Attribute("Include")!.Value)];
        return new ProjectFile(name, [.. Includes("ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))], Includes("PackageReference"));
    }
}
