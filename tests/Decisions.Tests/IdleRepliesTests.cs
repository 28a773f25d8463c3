using SpotterBot.Decisions.Texts;

namespace Decisions.Tests;

/// <summary>How many texts that changed nothing are answered.</summary>
public sealed class IdleRepliesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(IdleReplies.UnclearMost)]
    [InlineData(IdleReplies.KnownMost)]
    public void So_many_are_answered_within_an_hour_from_the_first_and_then_again(int most)
    {
        var idle = new IdleReplies();
        for (var i = 0; i < 3 * most; i++)
        {
            (var answered, idle) = idle.Another(most, Noon + TimeSpan.FromSeconds(i));
            Assert.Equal(i < most, answered);
        }

        Assert.False(idle.Another(most, Noon + TimeSpan.FromMinutes(59)).Answered);
        Assert.Equal((true, new IdleReplies(1, Noon + TimeSpan.FromMinutes(60))), idle.Another(most, Noon + TimeSpan.FromMinutes(60)));
    }

    [Fact]
    public void Words_we_know_are_answered_when_no_more_unclear_ones_are()
    {
        var idle = new IdleReplies(IdleReplies.UnclearMost, Noon);
        Assert.False(idle.Another(IdleReplies.UnclearMost, Noon).Answered);
        Assert.True(idle.Another(IdleReplies.KnownMost, Noon).Answered);
    }
}
