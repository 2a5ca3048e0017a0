/** The answers to a batch (see vectors.py) of the evaluator given: in node or in a browser. */
export function outcomes(evaluator, batch) {
  return batch.map(({ expression, values, today, now }) => {
    try {
      return evaluator.evaluate(expression, values, today, now);
    } catch (failure) {
      if (!(failure instanceof evaluator.ExpressionFailed)) throw failure;
      return { error: failure.code };
    }
  });
}
