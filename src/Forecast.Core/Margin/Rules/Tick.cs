namespace Forecast.Core.Margin;

/// <summary>Multiples of the tick of published margins.</summary>
internal static class Tick
{
    public static int Up(int ppm, int tick) => (int)(((long)ppm + tick - 1) / tick * tick);

    public static int Down(int ppm, int tick) => ppm / tick * tick;
}
