namespace Storm.Defects;

/// <summary>Every deliberate defect, by name.</summary>
internal static class AllDefects
{
    public static IReadOnlyList<IDefect> List { get; } =
    [
        new IndexAfterSession(), new IndexRemovedEarly(), new IndexLost(), new ActsBeforeItIsSaved(), new StaleTag(),
        new SendsWithoutClaim(),
        new RepeatsCreates(), new ReceiptDropped(),
        new CompletedIsAPerson(), .. TakenForOne.All, new AnyTextIsOk(), new LadderNotStopped(), new EmsTwice(), new EmsOnBothLines(), new EmsAfterOk(),
        new RefusalStopsTheLadder(), new PlaceToWhoeverAnswers(), new PlaceKept(), new LostPersonStaysInCharge(),
        new NoRedial(), new AskedLater(), new RingsTheFinished(), new SomeAreShutOut(), .. SwitchForgets.All, new NoSwitchForCoordinators(),
    ];

    public static IDefect? Named(string name) => List.FirstOrDefault(defect => defect.Name == name);
}
