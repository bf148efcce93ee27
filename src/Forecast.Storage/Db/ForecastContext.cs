using System.Globalization;
using Forecast.Core.Models;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Storage.Db;

/// <summary>The one model of the database; its two subclasses differ in provider and migrations alone.</summary>
public abstract class ForecastContext(DbContextOptions options) : DbContext(options)
{
    // Finite as both providers can say it: NaN sorts above every number on PostgreSQL and is no value on SQLite.
    private const string Above0 = "{0} > 0 AND {0} < 1E308", AtLeast0 = "{0} >= 0 AND {0} < 1E308", Finite = "{0} > -1E308 AND {0} < 1E308";

    public DbSet<PipelineRun> PipelineRuns => Set<PipelineRun>();

    public DbSet<WorkItem> WorkItems => Set<WorkItem>();

    public DbSet<InstrumentRow> Instruments => Set<InstrumentRow>();

    public DbSet<VenueParameter> VenueParameters => Set<VenueParameter>();

    public DbSet<SourceFile> SourceFiles => Set<SourceFile>();

    public DbSet<ModelFit> ModelFits => Set<ModelFit>();

    public DbSet<VolatilityForecast> VolatilityForecasts => Set<VolatilityForecast>();

    public DbSet<LossTailForecast> LossTails => Set<LossTailForecast>();

    public DbSet<ScorecardRow> Scorecards => Set<ScorecardRow>();

    public DbSet<MarginRate> MarginRates => Set<MarginRate>();

    public DbSet<Recommendation> Recommendations => Set<Recommendation>();

    public DbSet<ModelAlias> ModelAliases => Set<ModelAlias>();

    public DbSet<ForecastOutcome> ForecastOutcomes => Set<ForecastOutcome>();

    public DbSet<MarginOutcome> MarginOutcomes => Set<MarginOutcome>();

    public DbSet<DriftReading> DriftReadings => Set<DriftReading>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Decimals as text: SQLite has no decimal, and a tick of 0.10 must come back as 0.10.
        configurationBuilder.Properties<decimal>().HaveConversion<ExactDecimal>();
        configurationBuilder.Properties<WorkStatus>().HaveConversion<LowerCaseStatus>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<WorkItem>(item =>
        {
            item.Property(w => w.Id).ValueGeneratedNever();
            item.HasIndex(w => new { w.Step, w.Venue, w.Symbol, w.AsOf, w.DataVersion, w.SettingsHash, w.CodeVersion }).IsUnique().HasDatabaseName("ux_work_items_key");
            item.HasIndex(w => new { w.Step, w.Symbol, w.Status, w.AsOf }).HasDatabaseName("ix_work_items_latest");
            item.ToTable(t => t.HasCheckConstraint("ck_work_items_status", "status IN ('pending', 'running', 'done', 'failed')"));
        });
        modelBuilder.Entity<InstrumentRow>().HasKey(i => new { i.Venue, i.Symbol });
        modelBuilder.Entity<VenueParameter>(parameter =>
        {
            parameter.HasKey(p => new { p.Venue, p.Symbol, p.EffectiveAt });
            parameter.ToTable(t => t.HasCheckConstraint("ck_venue_parameters_margins", "maintenance_margin_ppm > 0 AND initial_margin_ppm >= maintenance_margin_ppm AND maximum_leverage > 0"));
        });
        modelBuilder.Entity<SourceFile>(file =>
        {
            file.HasKey(f => new { f.Sha256, f.Venue, f.Symbol, f.Interval });
            file.ToTable(t => t.HasCheckConstraint("ck_source_files_rows", "good >= 0 AND quarantined >= 0 AND rows = good + quarantined"));
        });
        modelBuilder.Entity<ModelFit>(fit =>
        {
            fit.HasKey(f => new { f.WorkItemId, f.HorizonMinutes, f.Model });
            fit.HasOne<WorkItem>().WithMany().HasForeignKey(f => f.WorkItemId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<VolatilityForecast>(forecast =>
        {
            forecast.HasKey(f => new { f.WorkItemId, f.HorizonMinutes, f.Model });
            forecast.HasOne<WorkItem>().WithMany().HasForeignKey(f => f.WorkItemId).OnDelete(DeleteBehavior.Restrict);
            forecast.HasIndex(f => new { f.Symbol, f.HorizonMinutes, f.Origin }).HasDatabaseName("ix_volatility_forecasts_symbol");
            forecast.Property(f => f.Lower80).HasColumnName("lower_80");
            forecast.Property(f => f.Upper80).HasColumnName("upper_80");
            forecast.Property(f => f.Lower90).HasColumnName("lower_90");
            forecast.Property(f => f.Upper90).HasColumnName("upper_90");
            forecast.Property(f => f.Lower95).HasColumnName("lower_95");
            forecast.Property(f => f.Upper95).HasColumnName("upper_95");
            forecast.ToTable(t =>
            {
                t.HasCheckConstraint("ck_volatility_forecasts_variance", Rule(Above0, "variance"));
                t.HasCheckConstraint("ck_volatility_forecasts_interval", $"({Rule(AtLeast0, "lower_90")}) AND ({Rule(AtLeast0, "upper_90")}) AND lower_90 <= upper_90");
                t.HasCheckConstraint("ck_volatility_forecasts_bands", $"({Rule(AtLeast0, "lower_95")}) AND lower_95 <= lower_90 AND lower_90 <= lower_80 AND lower_80 <= upper_80 AND upper_80 <= upper_90 AND upper_90 <= upper_95 AND ({Rule(AtLeast0, "upper_95")})");
                t.HasCheckConstraint("ck_volatility_forecasts_shock", $"({Rule(Above0, "shock_threshold")}) AND shock_probability >= 0 AND shock_probability <= 1");
            });
        });
        modelBuilder.Entity<LossTailForecast>(tail =>
        {
            tail.HasKey(t => new { t.WorkItemId, t.HorizonMinutes, t.Model, t.Side });
            tail.HasOne<VolatilityForecast>().WithMany().HasForeignKey(t => new { t.WorkItemId, t.HorizonMinutes, t.Model }).OnDelete(DeleteBehavior.Restrict);
            foreach (var name in new[] { "Quantile", "Shortfall" })
            {
                foreach (var (digits, level) in new[] { ("95", "95"), ("99", "99"), ("995", "99_5"), ("999", "99_9") }) tail.Property<double>(name + digits).HasColumnName($"{name.ToLowerInvariant()}_{level}");
            }
            tail.ToTable("loss_tails", t => t.HasCheckConstraint("ck_loss_tails_order",
                $"({Rule(Above0, "quantile_95")}) AND quantile_95 <= quantile_99 AND quantile_99 <= quantile_99_5 AND quantile_99_5 <= quantile_99_9 AND quantile_95 <= shortfall_95 AND quantile_99 <= shortfall_99 AND quantile_99_5 <= shortfall_99_5 AND quantile_99_9 <= shortfall_99_9 AND ({Rule(Above0, "shortfall_99_9")})"));
        });
        modelBuilder.Entity<ScorecardRow>(line =>
        {
            line.HasKey(s => new { s.WorkItemId, s.HorizonMinutes, s.Model });
            line.HasOne<WorkItem>().WithMany().HasForeignKey(s => s.WorkItemId).OnDelete(DeleteBehavior.Restrict);
            line.Property(s => s.InMcs90).HasColumnName("in_mcs_90");
            line.Property(s => s.Coverage90).HasColumnName("coverage_90");
            line.ToTable(t => t.HasCheckConstraint("ck_scorecards_losses", $"n > 0 AND ({Rule(Finite, "qlike")}) AND ({Rule(AtLeast0, "mse")}) AND ({Rule(Above0, "mean_y_over_f")})"));
        });
        modelBuilder.Entity<MarginRate>(rate =>
        {
            rate.HasKey(r => new { r.WorkItemId, r.MporMinutes, r.ConfidencePpm, r.Target, r.Side, r.Method });
            rate.HasOne<WorkItem>().WithMany().HasForeignKey(r => r.WorkItemId).OnDelete(DeleteBehavior.Restrict);
            rate.ToTable(t => t.HasCheckConstraint("ck_margin_rates_rate", Rule(Above0, "rate")));
        });
        modelBuilder.Entity<Recommendation>(recommendation =>
        {
            recommendation.HasOne<WorkItem>().WithMany().HasForeignKey(r => r.WorkItemId).OnDelete(DeleteBehavior.Restrict);
            recommendation.HasIndex(r => new { r.State, r.AsOf }).HasDatabaseName("ix_recommendations_state");
            recommendation.HasIndex(r => new { r.Venue, r.Symbol, r.AsOf }).HasDatabaseName("ix_recommendations_instrument");
            recommendation.Property(r => r.Version).IsConcurrencyToken();
            recommendation.ToTable(t => t.HasCheckConstraint("ck_recommendations_proposed", "proposed_maintenance_ppm > 0 AND proposed_initial_ppm >= proposed_maintenance_ppm AND proposed_maximum_leverage > 0"));
        });
        Registry(modelBuilder);
    }

    // Tables that are only ever added to; triggers of the migrations refuse anything else.
    private static void Registry(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ModelAlias>(alias =>
        {
            alias.HasKey(a => new { a.Scope, a.Alias, a.Number });
            alias.Property(a => a.Number).ValueGeneratedNever();
            alias.ToTable(t => t.HasCheckConstraint("ck_model_aliases_words", "scope IN ('market', 'simulated') AND alias IN ('champion', 'challenger') AND number > 0"));
            alias.HasData(new[] { ModelAlias.Market, ModelAlias.Simulated }.Select(scope => new ModelAlias
            {
                Scope = scope, Alias = ModelAlias.Champion, Number = 1, Model = ModelCatalog.Champion, EffectiveAt = 0, DecidedAt = 0, DecidedBy = ModelAlias.Policy, Reason = "the first champion", Evidence = "{}",
            }));
        });
        modelBuilder.Entity<ForecastOutcome>(outcome =>
        {
            outcome.HasKey(o => new { o.PublishedItemId, o.HorizonMinutes, o.Model });
            outcome.HasOne<VolatilityForecast>().WithOne().HasForeignKey<ForecastOutcome>(o => new { o.PublishedItemId, o.HorizonMinutes, o.Model }).OnDelete(DeleteBehavior.Restrict);
            outcome.HasOne<WorkItem>().WithMany().HasForeignKey(o => o.WorkItemId).OnDelete(DeleteBehavior.Restrict);
            outcome.Property(o => o.Inside80).HasColumnName("inside_80");
            outcome.Property(o => o.Inside90).HasColumnName("inside_90");
            outcome.Property(o => o.Inside95).HasColumnName("inside_95");
            outcome.ToTable(t => t.HasCheckConstraint("ck_forecast_outcomes_numbers", $"({Rule(AtLeast0, "realized_variance")}) AND (qlike IS NULL OR {Rule(AtLeast0, "qlike")})"));
        });
        modelBuilder.Entity<MarginOutcome>(outcome =>
        {
            outcome.HasKey(o => new { o.PublishedItemId, o.MporMinutes, o.ConfidencePpm, o.Side, o.Method });
            outcome.HasOne<WorkItem>().WithMany().HasForeignKey(o => o.PublishedItemId).OnDelete(DeleteBehavior.Restrict);
            outcome.HasOne<WorkItem>().WithMany().HasForeignKey(o => o.WorkItemId).OnDelete(DeleteBehavior.Restrict);
            outcome.ToTable(t => t.HasCheckConstraint("ck_margin_outcomes_rates", $"({Rule(Above0, "rate")}) AND ({Rule(Finite, "loss_rate")})"));
        });
        modelBuilder.Entity<DriftReading>(reading =>
        {
            reading.HasKey(r => new { r.WorkItemId, r.Kind, r.Subject, r.HorizonMinutes });
            reading.HasOne<WorkItem>().WithMany().HasForeignKey(r => r.WorkItemId).OnDelete(DeleteBehavior.Restrict);
            reading.ToTable(t => t.HasCheckConstraint("ck_drift_readings_numbers", $"({Rule(AtLeast0, "statistic")}) AND ({Rule(Above0, "threshold")}) AND ({Rule(Finite, "shift")})"));
        });
    }

    private static string Rule(string rule, string column) => string.Format(CultureInfo.InvariantCulture, rule, column);
}
