using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Forecast.ArchitectureTests;

/// <summary>Core computes: no files, no network, no tasks, no clock, no randomness of its own. Read from what the compiled code names.</summary>
internal static class CorePurity
{
    private static readonly string[] Namespaces = ["System.IO", "System.Net", "System.Threading.Tasks", "System.Timers", "Microsoft.Win32"];

    // Exceptions are values here, not input or output.
    private static readonly string[] Pure = ["System.IO.InvalidDataException"];

    private static readonly string[] Types =
        ["System.Console", "System.Environment", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.Threading.Thread", "System.Threading.Timer"];

    private static readonly string[] Members =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Random.get_Shared", "System.Random..ctor()", "System.Guid.NewGuid", "System.TimeZoneInfo.get_Local",
        "System.Security.Cryptography.RandomNumberGenerator.GetBytes", "System.Security.Cryptography.RandomNumberGenerator.Fill", "System.Security.Cryptography.RandomNumberGenerator.Create",
    ];

    /// <summary>What the assembly at <paramref name="path"/> names and Core must not.</summary>
    public static IReadOnlyList<string> Violations(string path)
    {
        using var stream = File.OpenRead(path);
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        var types = reader.TypeReferences.Select(h => Name(reader, reader.GetTypeReference(h)));
        var members = reader.MemberReferences.Select(reader.GetMemberReference).Where(m => m.Parent.Kind == HandleKind.TypeReference)
            .Select(m => Name(reader, reader.GetTypeReference((TypeReferenceHandle)m.Parent)) + "." + reader.GetString(m.Name) + (Parameterless(reader, m) ? "()" : ""));
        return [.. types.Where(IsForbidden).Concat(members.Where(m => Members.Any(f => m == f || m == f + "()"))).Distinct().Order(StringComparer.Ordinal)];
    }

    private static bool IsForbidden(string type) =>
        Types.Contains(type) || (!Pure.Contains(type) && Namespaces.Any(n => type.StartsWith(n + ".", StringComparison.Ordinal)));

    private static string Name(MetadataReader reader, TypeReference type) => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";

    // A method's signature is its calling convention, then how many parameters it takes.
    private static bool Parameterless(MetadataReader reader, MemberReference member) =>
        member.GetKind() == MemberReferenceKind.Method && reader.GetBlobReader(member.Signature) is var blob && !blob.ReadSignatureHeader().IsGeneric && blob.ReadCompressedInteger() == 0;
}
