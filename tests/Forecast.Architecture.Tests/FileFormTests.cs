using Xunit;

namespace Forecast.ArchitectureTests;

public sealed class FileFormTests
{
    private static readonly IReadOnlyList<SourceText> Product = [.. Repository.Files("*.cs", "src", "jobs").Where(f => !f.IsMigration)];

    [Fact]
    public void No_file_is_too_long() => Assert.Empty(Product.SelectMany(FileForm.Length));

    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void A_planted_long_file_is_reported(int lines, int found) =>
        Assert.Equal(found, FileForm.Length(new SourceText("X.cs", string.Concat(Enumerable.Repeat("// x\n", lines)))).Count);

    [Fact]
    public void A_file_has_one_public_type() => Assert.Empty(Product.SelectMany(FileForm.OnePublicType));

    [Theory]
    [InlineData("public sealed class A { }\npublic sealed record B(int X);", 1)]
    [InlineData("public enum A { }\n\npublic static partial class B { }", 1)]
    [InlineData("public interface IA { }\npublic readonly record struct B(int X);", 1)]
    [InlineData("public sealed class A\n{\n    public sealed class Nested;\n}", 0)]
    [InlineData("public sealed class A;\ninternal sealed class B;", 0)]
    public void A_planted_second_public_type_is_reported(string text, int found) => Assert.Equal(found, FileForm.OnePublicType(new SourceText("A.cs", text)).Count);

    [Fact]
    public void Names_are_of_the_field() => Assert.Empty(Repository.Files("*.cs", "src", "jobs", "tests").Where(f => !f.IsMigration).SelectMany(FileForm.Names));

    [Theory]
    [InlineData("A.cs", "internal static class BarHelper { }", 1)]
    [InlineData("A.cs", "    private sealed record ForecastDto(int X);", 1)]
    [InlineData("A.cs", "public sealed class ManagerOfBars;", 1)]
    [InlineData("A.cs", "public readonly record struct BarInfo(int X);", 1)]
    [InlineData("A.cs", "public enum MarketData { }", 1)]
    [InlineData("StringUtils.cs", "public static class Text;", 1)]
    [InlineData("Database.cs", "public sealed class Database; public sealed record DataVersion(int X); public interface IMarketDataSource;", 0)]
    [InlineData("A.cs", "public int InfoCount; // a record Helper of a class Manager", 0)]
    public void A_planted_name_is_reported(string path, string text, int found) => Assert.Equal(found, FileForm.Names(new SourceText(path, text)).Count);
}
