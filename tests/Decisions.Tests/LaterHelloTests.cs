using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Tests;

/// <summary>One text the day after, only where people had to be reached and the caller had agreed to it beforehand. Promise 9.</summary>
public sealed class LaterHelloTests
{
    private static readonly LineKey Hello = LineKey.LaterHelloText;

    /// <summary>Reached by nobody, they answer, and finish.</summary>
    private static World Escalated(string words, string number = World.CallerPhone)
    {
        var world = World.ByText(number: number).To(10);
        if (words.Length > 0)
        {
            world.Text(words);
        }

        return world.To(200).Text("7");
    }

    [Fact]
    public void Who_agreed_gets_one_the_day_after_by_day()
    {
        var world = Escalated("HELLO LATER");
        Assert.False(world.S.Open);
        world.Run(TimeSpan.FromHours(80));
        var said = Assert.Single(world.TextsTo(PartyKind.Caller), t => t.Key == Hello);
        var utc = World.Zero + said.At;
        Assert.InRange(said.At, TimeSpan.FromHours(12), TimeSpan.FromHours(48));
        foreach (var hoursFromUtc in (double[])[-10, -8, -5, -3.5, -2.5])
        {
            Assert.InRange(utc.AddHours(hoursFromUtc).Hour, 10, 19);
        }

        Assert.True(world.Noted(HistoryKind.SaidHello));
        Assert.Null(world.S.CallerNumber);
        Assert.Null(world.Wake);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NO HELLO")]
    public void Who_did_not_agree_gets_none(string words)
    {
        var world = Escalated(words).Run(TimeSpan.FromHours(80));
        Assert.DoesNotContain(world.TextsTo(PartyKind.Caller), t => t.Key == Hello);
    }

    [Fact]
    public void It_is_taken_back_by_a_word()
    {
        var world = World.ByText().To(10).Text("HELLO LATER");
        Assert.Equal(LineKey.HelloAgreedText, world.LastReply);
        world.Text("no hello");
        Assert.Equal(LineKey.HelloDeclinedText, world.LastReply);
        world.To(200).Text("7").Run(TimeSpan.FromHours(80));
        Assert.DoesNotContain(world.TextsTo(PartyKind.Caller), t => t.Key == Hello);
    }

    [Fact]
    public void Where_nobody_had_to_be_reached_there_is_none()
    {
        var world = World.ByText().To(10).Text("HELLO LATER").Text("7").Run(TimeSpan.FromHours(80));
        Assert.DoesNotContain(world.TextsTo(PartyKind.Caller), t => t.Key == Hello);
    }

    [Fact]
    public void Who_wants_to_be_forgotten_gets_none()
    {
        var world = World.ByText().To(10).Text("HELLO LATER").To(200).Text("1").Text("FORGET").Text("7").Run(TimeSpan.FromHours(80));
        Assert.DoesNotContain(world.TextsTo(PartyKind.Caller), t => t.Key == Hello);
    }

    [Fact]
    public void Where_their_clock_is_not_known_none_is_promised()
    {
        var world = World.ByText(number: "+33155550100").To(10).Text("HELLO LATER");
        Assert.Equal(LineKey.HelloNotHereText, world.LastReply);
        Assert.False(world.S.HelloLater);
    }

    [Fact]
    public void After_an_outage_over_its_hours_it_waits_for_the_next_day()
    {
        var world = Escalated("HELLO LATER");
        var due = world.S.HelloUtc!.Value;
        world.Now = due.AddHours(5);
        world.Feed(new Happening.TimePassed());
        Assert.DoesNotContain(world.TextsTo(PartyKind.Caller), t => t.Key == Hello);
        Assert.Equal(due.Date.AddDays(1).AddHours(20), world.S.HelloUtc!.Value.DateTime);
        world.Run(TimeSpan.FromHours(30));
        Assert.Single(world.TextsTo(PartyKind.Caller), t => t.Key == Hello);
    }
}
