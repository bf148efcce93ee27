using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Forecast.Storage.Db.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Bands : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "lower_80",
                table: "volatility_forecasts",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "lower_95",
                table: "volatility_forecasts",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "shock_probability",
                table: "volatility_forecasts",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "shock_threshold",
                table: "volatility_forecasts",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "upper_80",
                table: "volatility_forecasts",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "upper_95",
                table: "volatility_forecasts",
                type: "REAL",
                nullable: true);

            // Its default is what the rows that are there say; triggers refuse to change them.
            migrationBuilder.AddColumn<bool>(
                name: "withdrawn",
                table: "model_aliases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "inside_80",
                table: "forecast_outcomes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "inside_95",
                table: "forecast_outcomes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "shock",
                table: "forecast_outcomes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "loss_tails",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "INTEGER", nullable: false),
                    horizon_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    side = table.Column<string>(type: "TEXT", nullable: false),
                    quantile_95 = table.Column<double>(type: "REAL", nullable: false),
                    shortfall_95 = table.Column<double>(type: "REAL", nullable: false),
                    quantile_99 = table.Column<double>(type: "REAL", nullable: false),
                    shortfall_99 = table.Column<double>(type: "REAL", nullable: false),
                    quantile_99_5 = table.Column<double>(type: "REAL", nullable: false),
                    shortfall_99_5 = table.Column<double>(type: "REAL", nullable: false),
                    quantile_99_9 = table.Column<double>(type: "REAL", nullable: false),
                    shortfall_99_9 = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_loss_tails", x => new { x.work_item_id, x.horizon_minutes, x.model, x.side });
                    table.CheckConstraint("ck_loss_tails_order", "(quantile_95 > 0 AND quantile_95 < 1E308) AND quantile_95 <= quantile_99 AND quantile_99 <= quantile_99_5 AND quantile_99_5 <= quantile_99_9 AND quantile_95 <= shortfall_95 AND quantile_99 <= shortfall_99 AND quantile_99_5 <= shortfall_99_5 AND quantile_99_9 <= shortfall_99_9 AND (shortfall_99_9 > 0 AND shortfall_99_9 < 1E308)");
                    table.ForeignKey(
                        name: "fk_loss_tails_volatility_forecasts_work_item_id_horizon_minutes_model",
                        columns: x => new { x.work_item_id, x.horizon_minutes, x.model },
                        principalTable: "volatility_forecasts",
                        principalColumns: new[] { "work_item_id", "horizon_minutes", "model" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_volatility_forecasts_bands",
                table: "volatility_forecasts",
                sql: "(lower_95 >= 0 AND lower_95 < 1E308) AND lower_95 <= lower_90 AND lower_90 <= lower_80 AND lower_80 <= upper_80 AND upper_80 <= upper_90 AND upper_90 <= upper_95 AND (upper_95 >= 0 AND upper_95 < 1E308)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_volatility_forecasts_shock",
                table: "volatility_forecasts",
                sql: "(shock_threshold > 0 AND shock_threshold < 1E308) AND shock_probability >= 0 AND shock_probability <= 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "loss_tails");

            migrationBuilder.DropCheckConstraint(
                name: "ck_volatility_forecasts_bands",
                table: "volatility_forecasts");

            migrationBuilder.DropCheckConstraint(
                name: "ck_volatility_forecasts_shock",
                table: "volatility_forecasts");

            migrationBuilder.DropColumn(
                name: "lower_80",
                table: "volatility_forecasts");

            migrationBuilder.DropColumn(
                name: "lower_95",
                table: "volatility_forecasts");

            migrationBuilder.DropColumn(
                name: "shock_probability",
                table: "volatility_forecasts");

            migrationBuilder.DropColumn(
                name: "shock_threshold",
                table: "volatility_forecasts");

            migrationBuilder.DropColumn(
                name: "upper_80",
                table: "volatility_forecasts");

            migrationBuilder.DropColumn(
                name: "upper_95",
                table: "volatility_forecasts");

            migrationBuilder.DropColumn(
                name: "withdrawn",
                table: "model_aliases");

            migrationBuilder.DropColumn(
                name: "inside_80",
                table: "forecast_outcomes");

            migrationBuilder.DropColumn(
                name: "inside_95",
                table: "forecast_outcomes");

            migrationBuilder.DropColumn(
                name: "shock",
                table: "forecast_outcomes");
        }
    }
}
