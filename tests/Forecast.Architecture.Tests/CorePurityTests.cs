using Forecast.ArchitectureTests.Planted;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.ArchitectureTests;

public sealed class CorePurityTests
{
    [Fact]
    public void Core_names_no_input_output_task_clock_or_unseeded_randomness() => Assert.Empty(CorePurity.Violations(typeof(Guard).Assembly.Location));

    [Theory]
    [InlineData("System.IO.File")]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("System.Threading.Tasks.Task")]
    [InlineData("System.DateTime.get_Now()")]
    [InlineData("System.DateTime.get_UtcNow()")]
    [InlineData("System.DateTimeOffset.get_UtcNow()")]
    [InlineData("System.Random..ctor()")]
    [InlineData("System.Random.get_Shared()")]
    [InlineData("System.Guid.NewGuid()")]
    public void A_planted_use_is_reported(string expected) => Assert.Contains(expected, CorePurity.Violations(typeof(ImpureCode).Assembly.Location));
}
