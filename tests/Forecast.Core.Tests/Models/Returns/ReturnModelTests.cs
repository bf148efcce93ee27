using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class ReturnModelTests
{
    private static readonly ReturnModel Model = new(MeanEquation.Of(ConditionalMean.Ar, 1, 3), new PowerGarch(1, 1, 1), new StudentErrors(), PresampleVariance.Arch);

    [Fact]
    public void Parameters_lie_in_three_parts()
    {
        string[] names = [.. Model.Names];
        Assert.Equal(["Const", "y[1]", "y[3]"], names[Model.MeanPart]);
        Assert.Equal(["omega", "alpha[1]", "gamma[1]", "beta[1]"], names[Model.VariancePart]);
        Assert.Equal(["nu"], names[Model.ShapePart]);
        var other = Model with { Variance = new EwmaEquation() };
        Assert.Equal(["lambda"], ((string[])[.. other.Names])[other.VariancePart]);
    }

    /// <summary>A search asks for them a dozen times a step.</summary>
    [Fact]
    public void Asking_for_the_parts_allocates_nothing()
    {
        var sum = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            sum = 0;
            for (var i = 0; i < 100; i++) sum += Model.MeanPart.End.Value + Model.VariancePart.Start.Value + Model.ShapePart.Start.Value + Model.Count;
        }));
        Assert.Equal(100 * (3 + 3 + 7 + 8), sum);
    }
}
