using SpotterBot.Settings;

namespace SpotterBot.Tests.Settings;

public sealed class TimingSettingsTests
{
    private static readonly string[] All =
    [
        "FirstInterval", "FirstIntervalFor", "Interval", "MoreTime", "EarliestReply", "RepeatWindow", "OnLine__Louder", "OnLine__Miss", "OnLine__Ems",
        "OffLine__SecondChannel", "OffLine__Miss", "OffLine__Ems", "PeerReminder", "PeerDecision", "EmsRedial",
    ];

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:02")]
    [InlineData("00:00:00.25")]
    [InlineData("0:00:01")]
    [InlineData("10:00:00")]
    public void Development_accepts_any_one_figure_for_every_step(string figure)
    {
        var (settings, faults) = Configured.InDevelopmentWith([.. All.Select(n => ("Spotting__" + n, (string?)figure))]);

        Assert.Empty(faults.ToFaultLines());
        Assert.Equal(settings!.Timing.OnLineLouder, settings.Timing.OffLineEms);
    }

    [Fact]
    public void Development_still_keeps_the_order()
    {
        var (_, faults) = Configured.InDevelopmentWith(
            ("Spotting__OnLine__Ems", "00:00:02"), ("Spotting__OffLine__SecondChannel", "00:00:03"), ("Spotting__OffLine__Miss", "00:00:02"));

        Assert.Equal(
            [
                "Spotting__OnLine__Ems must not be before Spotting__OnLine__Miss (by default 00:00:45). Move one of the two.",
                "Spotting__OffLine__Miss must not be before Spotting__OffLine__SecondChannel. Move one of the two.",
            ],
            faults.ToFaultLines());
    }

    [Fact]
    public void Production_accepts_the_tightest_ladder_that_can_still_be_answered()
    {
        var (_, faults) = Configured.With(
            ("Spotting__OnLine__Louder", "00:00:05"), ("Spotting__OnLine__Miss", "00:00:25"), ("Spotting__OnLine__Ems", "00:00:26"),
            ("Spotting__OffLine__SecondChannel", "00:00:10"), ("Spotting__OffLine__Miss", "00:00:35"), ("Spotting__OffLine__Ems", "00:00:36"),
            ("Spotting__PeerReminder", "00:00:10"), ("Spotting__PeerDecision", "00:00:10"), ("Spotting__EmsRedial", "00:00:05"));

        Assert.Empty(faults.ToFaultLines());
    }

    [Fact]
    public void A_fault_in_one_step_is_not_told_again_as_an_order_out_of_joint()
    {
        var (_, faults) = Configured.With(("Spotting__OnLine__Miss", "soon"), ("Spotting__OnLine__Ems", "00:00:30"));

        Assert.Equal("Spotting__OnLine__Miss", Assert.Single(faults).Setting);
    }
}
