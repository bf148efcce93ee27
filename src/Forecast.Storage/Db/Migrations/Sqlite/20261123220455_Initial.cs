using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Forecast.Storage.Db.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "instruments",
                columns: table => new
                {
                    venue = table.Column<string>(type: "TEXT", nullable: false),
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    @class = table.Column<string>(name: "class", type: "TEXT", nullable: false),
                    quote_currency = table.Column<string>(type: "TEXT", nullable: false),
                    tick = table.Column<string>(type: "TEXT", nullable: false),
                    lot = table.Column<string>(type: "TEXT", nullable: false),
                    contract_multiplier = table.Column<string>(type: "TEXT", nullable: false),
                    listed = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    delisted = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    margin_class = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_instruments", x => new { x.venue, x.symbol });
                });

            migrationBuilder.CreateTable(
                name: "pipeline_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    as_of = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    settings_hash = table.Column<string>(type: "TEXT", nullable: false),
                    code_version = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pipeline_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "source_files",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    venue = table.Column<string>(type: "TEXT", nullable: false),
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    interval = table.Column<string>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    good = table.Column<long>(type: "INTEGER", nullable: false),
                    quarantined = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    ingested_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_files", x => new { x.sha256, x.venue, x.symbol, x.interval });
                    table.CheckConstraint("ck_source_files_rows", "good >= 0 AND quarantined >= 0 AND rows = good + quarantined");
                });

            migrationBuilder.CreateTable(
                name: "venue_parameters",
                columns: table => new
                {
                    venue = table.Column<string>(type: "TEXT", nullable: false),
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    effective_at = table.Column<long>(type: "INTEGER", nullable: false),
                    initial_margin_ppm = table.Column<int>(type: "INTEGER", nullable: false),
                    maintenance_margin_ppm = table.Column<int>(type: "INTEGER", nullable: false),
                    maximum_leverage = table.Column<int>(type: "INTEGER", nullable: false),
                    imported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    source_sha256 = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_venue_parameters", x => new { x.venue, x.symbol, x.effective_at });
                    table.CheckConstraint("ck_venue_parameters_margins", "maintenance_margin_ppm > 0 AND initial_margin_ppm >= maintenance_margin_ppm AND maximum_leverage > 0");
                });

            migrationBuilder.CreateTable(
                name: "work_items",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    run_kind = table.Column<string>(type: "TEXT", nullable: false),
                    step = table.Column<string>(type: "TEXT", nullable: false),
                    venue = table.Column<string>(type: "TEXT", nullable: false),
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    as_of = table.Column<long>(type: "INTEGER", nullable: false),
                    data_version = table.Column<string>(type: "TEXT", nullable: false),
                    settings_hash = table.Column<string>(type: "TEXT", nullable: false),
                    code_version = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    fence = table.Column<int>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    result_hash = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_items", x => x.id);
                    table.CheckConstraint("ck_work_items_status", "status IN ('pending', 'running', 'done', 'failed')");
                });

            migrationBuilder.CreateTable(
                name: "margin_rates",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mpor_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    confidence_ppm = table.Column<int>(type: "INTEGER", nullable: false),
                    target = table.Column<string>(type: "TEXT", nullable: false),
                    side = table.Column<string>(type: "TEXT", nullable: false),
                    method = table.Column<string>(type: "TEXT", nullable: false),
                    rate = table.Column<double>(type: "REAL", nullable: false),
                    scenarios = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_margin_rates", x => new { x.work_item_id, x.mpor_minutes, x.confidence_ppm, x.target, x.side, x.method });
                    table.CheckConstraint("ck_margin_rates_rate", "rate > 0 AND rate < 1E308");
                    table.ForeignKey(
                        name: "fk_margin_rates_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "model_fits",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "INTEGER", nullable: false),
                    horizon_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    artifact_sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    observations = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_fits", x => new { x.work_item_id, x.horizon_minutes, x.model });
                    table.ForeignKey(
                        name: "fk_model_fits_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recommendations",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    work_item_id = table.Column<long>(type: "INTEGER", nullable: false),
                    venue = table.Column<string>(type: "TEXT", nullable: false),
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    as_of = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    simulated = table.Column<bool>(type: "INTEGER", nullable: false),
                    policy_hash = table.Column<string>(type: "TEXT", nullable: false),
                    current_initial_ppm = table.Column<int>(type: "INTEGER", nullable: true),
                    current_maintenance_ppm = table.Column<int>(type: "INTEGER", nullable: true),
                    current_maximum_leverage = table.Column<int>(type: "INTEGER", nullable: true),
                    proposed_initial_ppm = table.Column<int>(type: "INTEGER", nullable: false),
                    proposed_maintenance_ppm = table.Column<int>(type: "INTEGER", nullable: false),
                    proposed_maximum_leverage = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    content_sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recommendations", x => x.id);
                    table.CheckConstraint("ck_recommendations_proposed", "proposed_maintenance_ppm > 0 AND proposed_initial_ppm >= proposed_maintenance_ppm AND proposed_maximum_leverage > 0");
                    table.ForeignKey(
                        name: "fk_recommendations_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "scorecards",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "INTEGER", nullable: false),
                    horizon_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    n = table.Column<int>(type: "INTEGER", nullable: false),
                    qlike = table.Column<double>(type: "REAL", nullable: false),
                    mse = table.Column<double>(type: "REAL", nullable: false),
                    ratio_to_log_har = table.Column<double>(type: "REAL", nullable: true),
                    dm_t = table.Column<double>(type: "REAL", nullable: true),
                    dm_p = table.Column<double>(type: "REAL", nullable: true),
                    in_mcs_90 = table.Column<bool>(type: "INTEGER", nullable: true),
                    mean_y_over_f = table.Column<double>(type: "REAL", nullable: false),
                    coverage_90 = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scorecards", x => new { x.work_item_id, x.horizon_minutes, x.model });
                    table.CheckConstraint("ck_scorecards_losses", "n > 0 AND (qlike > -1E308 AND qlike < 1E308) AND (mse >= 0 AND mse < 1E308) AND (mean_y_over_f > 0 AND mean_y_over_f < 1E308)");
                    table.ForeignKey(
                        name: "fk_scorecards_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "volatility_forecasts",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "INTEGER", nullable: false),
                    horizon_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    venue = table.Column<string>(type: "TEXT", nullable: false),
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<long>(type: "INTEGER", nullable: false),
                    known_at = table.Column<long>(type: "INTEGER", nullable: false),
                    variance = table.Column<double>(type: "REAL", nullable: false),
                    lower_90 = table.Column<double>(type: "REAL", nullable: true),
                    upper_90 = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_volatility_forecasts", x => new { x.work_item_id, x.horizon_minutes, x.model });
                    table.CheckConstraint("ck_volatility_forecasts_interval", "(lower_90 >= 0 AND lower_90 < 1E308) AND (upper_90 >= 0 AND upper_90 < 1E308) AND lower_90 <= upper_90");
                    table.CheckConstraint("ck_volatility_forecasts_variance", "variance > 0 AND variance < 1E308");
                    table.ForeignKey(
                        name: "fk_volatility_forecasts_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_recommendations_instrument",
                table: "recommendations",
                columns: new[] { "venue", "symbol", "as_of" });

            migrationBuilder.CreateIndex(
                name: "ix_recommendations_state",
                table: "recommendations",
                columns: new[] { "state", "as_of" });

            migrationBuilder.CreateIndex(
                name: "ix_recommendations_work_item_id",
                table: "recommendations",
                column: "work_item_id");

            migrationBuilder.CreateIndex(
                name: "ix_volatility_forecasts_symbol",
                table: "volatility_forecasts",
                columns: new[] { "symbol", "horizon_minutes", "origin" });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_latest",
                table: "work_items",
                columns: new[] { "step", "symbol", "status", "as_of" });

            migrationBuilder.CreateIndex(
                name: "ux_work_items_key",
                table: "work_items",
                columns: new[] { "step", "venue", "symbol", "as_of", "data_version", "settings_hash", "code_version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "instruments");

            migrationBuilder.DropTable(
                name: "margin_rates");

            migrationBuilder.DropTable(
                name: "model_fits");

            migrationBuilder.DropTable(
                name: "pipeline_runs");

            migrationBuilder.DropTable(
                name: "recommendations");

            migrationBuilder.DropTable(
                name: "scorecards");

            migrationBuilder.DropTable(
                name: "source_files");

            migrationBuilder.DropTable(
                name: "venue_parameters");

            migrationBuilder.DropTable(
                name: "volatility_forecasts");

            migrationBuilder.DropTable(
                name: "work_items");
        }
    }
}
