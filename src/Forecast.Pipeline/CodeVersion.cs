using System.Security.Cryptography;
using System.Text;
using Forecast.Core.Models;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>
/// The version of the code that makes numbers: a hash of the identities of the assemblies that do. Builds are deterministic, so an assembly's module
/// identity is a hash of its inputs (sources, options, references), the same in every folder; a change of the web pages or the command line is none.
/// </summary>
public static class CodeVersion
{
    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string Current { get; } = Of(typeof(ModelCatalog), typeof(SourceCatalog), typeof(Lake), typeof(CodeVersion));

    /// <summary>That of the assemblies that have <paramref name="assemblies"/>.</summary>
    internal static string Of(params Type[] assemblies)
    {
        var identities = string.Join('\n', assemblies.Select(t => t.Assembly.ManifestModule.ModuleVersionId.ToString("N")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(identities)))[..16];
    }
}
