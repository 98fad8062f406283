namespace BranchBot.Host.Documents;

/// <summary>Writes a workbook as a file.</summary>
internal interface IWorkbookWriter
{
    /// <summary>Writes it.</summary>
    /// <param name="book">The workbook without its rows.</param>
    /// <param name="rows">The rows of a sheet, asked for once each and in the order of the sheets.</param>
    /// <param name="to">Where the file goes; need not be seekable.</param>
    /// <param name="cancel">Stops it; what was written is of no use then.</param>
    Task Write(Workbook book, Func<WorksheetHead, IAsyncEnumerable<IReadOnlyList<Cell>>> rows, Stream to, CancellationToken cancel);
}
