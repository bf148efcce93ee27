using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

public sealed class ModelCatalogTests
{
    [Fact]
    public void The_champion_is_made_of_its_members_and_of_nothing_else()
    {
        Assert.Equal(ModelCatalog.Members, Assert.IsType<CombinationModel>(ModelCatalog.Get(ModelCatalog.Champion)).Members);
        Assert.Equal(1, ModelCatalog.Members.Sum(m => m.Share), 1e-12);
        Assert.Equal("pooled-gamma", ModelCatalog.Members.MaxBy(m => m.Share)!.Model.Id);
    }

    [Fact]
    public void A_night_runs_the_champion_its_members_and_the_benchmark()
    {
        var ids = ModelCatalog.Nightly.Select(m => m.Id).ToArray();
        Assert.Contains(ModelCatalog.Champion, ids);
        Assert.Contains(ModelCatalog.Benchmark, ids);
        Assert.Empty(ModelCatalog.Members.Select(m => m.Model).Except(ModelCatalog.Nightly));
        Assert.Empty(ModelCatalog.Nightly.Except(ModelCatalog.All));
    }
}
