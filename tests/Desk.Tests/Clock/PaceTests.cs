using PhoneCompany.Time;
using PhoneSimulator.Time;

namespace DeskTests.Clock;

/// <summary>Who sets the speed: the visitor or a story, and what a pause leaves behind.</summary>
public sealed class PaceTests
{
    private readonly DeskClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), new VirtualTime(), act => act());
    private readonly Pace _pace;

    public PaceTests() => _pace = new Pace(_clock);

    [Fact]
    public void By_hand_it_is_as_set_and_a_pause_goes_on_as_before()
    {
        _pace.SetByHand(10);
        Assert.Equal(10, _clock.Speed);
        _pace.SetByHand(0);
        Assert.Equal(0, _clock.Speed);
        _pace.GoOn();
        Assert.Equal(10, _clock.Speed);
    }

    [Fact]
    public void A_story_sets_its_own_until_the_visitor_does_and_gets_it_back_when_they_say_so()
    {
        _pace.StoryBegins(10);
        Assert.True(_pace.IsStorys);
        _pace.StorySets(1);
        Assert.Equal(1, _clock.Speed);
        _pace.SetByHand(5);
        _pace.StorySets(10);
        Assert.Equal(5, _clock.Speed);
        Assert.False(_pace.IsStorys);
        _pace.LeaveToStory();
        Assert.Equal(10, _clock.Speed);
    }

    [Fact]
    public void A_story_that_goes_on_does_not_end_a_pause_and_what_it_wanted_meanwhile_counts_afterwards()
    {
        _pace.StoryBegins(10);
        _pace.SetByHand(0);
        _pace.StorySets(1);
        Assert.Equal(0, _clock.Speed);
        Assert.True(_pace.IsStorys);
        _pace.GoOn();
        Assert.Equal(1, _clock.Speed);
    }

    [Fact]
    public void After_a_story_time_runs_as_the_world_does_unless_the_visitor_set_it_meanwhile()
    {
        _pace.SetByHand(10);
        _pace.StoryBegins(10);
        _pace.StoryEnds();
        Assert.Equal(1, _clock.Speed);
        Assert.False(_pace.IsStorys);
        _pace.StoryBegins(10);
        _pace.SetByHand(5);
        _pace.StoryEnds();
        Assert.Equal(5, _clock.Speed);
    }
}
