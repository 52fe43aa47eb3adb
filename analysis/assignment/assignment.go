// Package assignment pairs things of two kinds one to one.
package assignment

import "math"

// Best pairs rows with columns one to one so that the sum of the weights of
// the pairs is the greatest there is, and returns the column of each row, -1 for
// a row without one. Weights are 0 or more, and a pair of weight 0 is none. It is
// the Hungarian method (Kuhn, The Hungarian method for the assignment problem,
// Naval Research Logistics Quarterly 2, 1955, 83-97) with potentials and shortest
// augmenting paths, in time of the order of rows² × columns.
func Best(weights [][]int64) []int {
	rows := len(weights)
	if rows == 0 {
		return nil
	}
	if len(weights[0]) < rows {
		return inverse(Best(transposed(weights)), rows)
	}
	columns := len(weights[0])
	// Rows and columns count from 1; column 0 is where a path begins.
	ofRow, ofColumn := make([]int64, rows+1), make([]int64, columns+1)
	rowAt, before := make([]int, columns+1), make([]int, columns+1)
	for row := 1; row <= rows; row++ {
		rowAt[0] = row
		slack := make([]int64, columns+1)
		for c := range slack {
			slack[c] = math.MaxInt64
		}
		done := make([]bool, columns+1)
		at := 0
		for rowAt[at] != 0 {
			done[at] = true
			r, step, next := rowAt[at], int64(math.MaxInt64), 0
			for c := 1; c <= columns; c++ {
				if done[c] {
					continue
				}
				if cost := -weights[r-1][c-1] - ofRow[r] - ofColumn[c]; cost < slack[c] {
					slack[c], before[c] = cost, at
				}
				if slack[c] < step {
					step, next = slack[c], c
				}
			}
			for c := range done {
				if done[c] {
					ofRow[rowAt[c]] += step
					ofColumn[c] -= step
				} else {
					slack[c] -= step
				}
			}
			at = next
		}
		for at != 0 {
			rowAt[at] = rowAt[before[at]]
			at = before[at]
		}
	}
	out := make([]int, rows)
	for i := range out {
		out[i] = -1
	}
	for c := 1; c <= columns; c++ {
		if r := rowAt[c]; r > 0 && weights[r-1][c-1] > 0 {
			out[r-1] = c - 1
		}
	}
	return out
}

func transposed(weights [][]int64) [][]int64 {
	out := make([][]int64, len(weights[0]))
	for c := range out {
		out[c] = make([]int64, len(weights))
		for r := range weights {
			out[c][r] = weights[r][c]
		}
	}
	return out
}

// inverse returns the column of each of n rows, given the row of each column.
func inverse(rowOf []int, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	for c, r := range rowOf {
		if r >= 0 {
			out[r] = c
		}
	}
	return out
}
