using Xunit;

namespace Forecast.ArchitectureTests;

public sealed class WrittenTextTests
{
    [Fact]
    public void Nothing_is_left_to_do_and_no_machine_is_named()
    {
        var files = Repository.Files("*");

        Assert.Contains(files, f => f.Path == "test.sh");
        Assert.Contains(files, f => f.Path.EndsWith(".cshtml", StringComparison.Ordinal));
        Assert.Empty(files.SelectMany(WrittenText.Violations));
    }

    [Theory]
    [InlineData("see /wo", "rk/shared/x.csv")]
    [InlineData("cd /tmp", "/h/arch")]
    [InlineData("\"/ho", "me/ann/forecast\"")]
    [InlineData("// TO", "DO: later")]
    [InlineData("FIX", "ME")]
    [InlineData("throw new NotImplemented", "Exception();")]
    public void Planted_text_is_reported(string begin, string end)
    {
        var found = Assert.Single(WrittenText.Violations(new SourceText("A.cs", $"first\n{begin}{end}\n")));

        Assert.StartsWith("A.cs, line 2: ", found);
    }

    [Theory]
    [InlineData("https://example.org/wor" + "k/paper.pdf")]
    [InlineData("frame/wor" + "k/x and /tmp/forecast-test-1")]
    public void Other_text_is_not(string text) => Assert.Empty(WrittenText.Violations(new SourceText("A.cs", text)));
}
